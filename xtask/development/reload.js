// Stands in the pages of `trunk serve` alone: loads the page again once trunk has built anew.
const address = new URL(".well-known/trunk/ws", document.currentScript.src);
address.protocol = "ws";
new WebSocket(address).addEventListener("message", ({ data }) => {
  if (JSON.parse(data).type === "reload") location.reload();
});
