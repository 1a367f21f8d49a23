//! Real web servers with the configuration that `hallway host-config` writes.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

/// How long a server may take until it answers the first request.
const PATIENCE: Duration = Duration::from_secs(20);

/// A web server as a child process, which ends when this is dropped.
pub struct Server {
    process: Child,
    pub origin: String,
    _folder: TempDir,
}

impl Server {
    /// Starts a server with a configuration for its port and its own folder.
    async fn start(program: &mut Command, folder: TempDir, port: u16) -> Self {
        let process = program
            .stdin(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                panic!("{program:?} can't be started ({error}): is it installed?")
            });
        let mut server = Self {
            process,
            origin: format!("http://127.0.0.1:{port}"),
            _folder: folder,
        };
        let started = Instant::now();
        while reqwest::get(&server.origin).await.is_err() {
            let ended = server.process.try_wait().expect("it is a child of this");
            assert!(ended.is_none(), "{program:?} ended: {ended:?}");
            assert!(started.elapsed() < PATIENCE, "{program:?} does not answer");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        server
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(process) = Pid::from_raw(self.process.id().cast_signed()) {
            // The server also ends its own children.
            let _ = kill_process(process, Signal::TERM);
        }
        let _ = self.process.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("there are free ports");
    listener.local_addr().expect("it has an address").port()
}

/// A folder that a server can read after root has started it and it has changed its user.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("the test has what it needs");
    let readable = fs::Permissions::from_mode(0o755);
    fs::set_permissions(&folder, readable).expect("the test has what it needs");
    if rustix::process::geteuid().is_root() {
        chown(folder.path(), Some(65_534), Some(65_534)).expect("root may");
    }
    folder
}

fn write(folder: &TempDir, file: &str, text: &str) -> String {
    let file = folder.path().join(file);
    fs::write(&file, text).expect("the test has what it needs");
    file.display().to_string()
}

/// Apache with a folder that contains the site below its base path; its `.htaccess` is in the site.
pub async fn apache(root: &Path) -> Server {
    let (folder, port) = (folder(), free_port());
    let modules = [
        "mpm_event",
        "authz_core",
        "dir",
        "mime",
        "headers",
        "rewrite",
        "env",
        "setenvif",
    ];
    let modules = modules
        .map(|name| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"));
    let user = if rustix::process::geteuid().is_root() {
        "User nobody\nGroup nogroup\n"
    } else {
        ""
    };
    let configuration = format!(
        "ServerName localhost\nServerRoot {run}\nPidFile pid\nErrorLog errors\n{modules}\
         TypesConfig /etc/mime.types\nListen 127.0.0.1:{port}\nDocumentRoot \"{root}\"\n{user}\
         <Directory />\nRequire all granted\nAllowOverride All\n</Directory>\n",
        run = folder.path().display(),
        modules = modules.concat(),
        root = root.display(),
    );
    let file = write(&folder, "apache.conf", &configuration);
    let mut apache = Command::new("apache2");
    Server::start(apache.args(["-D", "FOREGROUND", "-f", &file]), folder, port).await
}

/// nginx with what `hallway host-config nginx` wrote.
pub async fn nginx(written: &str) -> Server {
    let (folder, port) = (folder(), free_port());
    let run = folder.path().display();
    let places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {run}/{name};\n"))
        .concat();
    let configuration = format!(
        "daemon off;\npid {run}/pid;\nerror_log {run}/errors;\nevents {{}}\nhttp {{\naccess_log off;\n{places}\
         include /etc/nginx/mime.types;\nserver {{\nlisten 127.0.0.1:{port};\n{written}}}\n}}\n"
    );
    let file = write(&folder, "nginx.conf", &configuration);
    let mut nginx = Command::new("nginx");
    Server::start(nginx.args(["-e", "/dev/null", "-c", &file]), folder, port).await
}

/// Caddy with what `hallway host-config caddy` wrote.
pub async fn caddy(written: &str) -> Server {
    let (folder, port) = (folder(), free_port());
    let configuration =
        format!("{{\nadmin off\nauto_https off\n}}\nhttp://127.0.0.1:{port} {{\n{written}}}\n");
    let file = write(&folder, "Caddyfile", &configuration);
    let mut caddy = Command::new("caddy");
    caddy.env("HOME", folder.path()).stderr(Stdio::null());
    Server::start(
        caddy.args(["run", "--adapter", "caddyfile", "--config", &file]),
        folder,
        port,
    )
    .await
}

/// `hallway serve`, which reads the site's `_headers` like Netlify and Cloudflare.
pub async fn hallway(site: &Path) -> Server {
    let (folder, port) = (folder(), free_port());
    let mut hallway = Command::new(env!("CARGO_BIN_EXE_hallway"));
    hallway.stdout(Stdio::null()).arg("serve").arg(site);
    Server::start(hallway.args(["--port", &port.to_string()]), folder, port).await
}
