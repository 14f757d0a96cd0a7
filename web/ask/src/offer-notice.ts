/** Shows the button that lets this phone be told of an answer, where the browser can do that. */
export function offerNotice(token: string | undefined) {
  const button = document.getElementById("notify");
  if (!(button instanceof HTMLButtonElement) || token === undefined || button.dataset["offered"]) return;
  if (!("serviceWorker" in navigator) || !("PushManager" in window) || Notification.permission === "denied") return;
  button.dataset["offered"] = "yes";
  button.hidden = false;
  button.addEventListener("click", () => void wish(button, `/api/threads/${token}/push`));
}

async function wish(button: HTMLButtonElement, address: string) {
  button.disabled = true;
  const said = document.createElement("output");
  said.className = "note";
  try {
    if ((await Notification.requestPermission()) !== "granted") throw new Error("not wished");
    const worker = await navigator.serviceWorker.register("/push-worker.js");
    await navigator.serviceWorker.ready;
    const { key }: { key: string } = await (await fetch(address)).json();
    const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    const answer = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(subscription),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    said.textContent = button.dataset["done"] ?? "";
  } catch {
    said.textContent = button.dataset["failed"] ?? "";
  }
  button.replaceWith(said);
}
