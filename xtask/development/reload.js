// Only in the pages of `trunk serve`: reloads the page after trunk has rebuilt the app.
const address = new URL(".well-known/trunk/ws", document.currentScript.src);
address.protocol = "ws";
new WebSocket(address).addEventListener("message", ({ data }) => {
  if (JSON.parse(data).type === "reload") location.reload();
});
