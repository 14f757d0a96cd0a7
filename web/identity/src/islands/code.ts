/** The page works without this. With it the phone fills the code in (WebOTP), and the wait for another code is counted. */
const form = document.querySelector<HTMLFormElement>("form[data-code]");
const field = form?.elements.namedItem("code");

/** Not in the DOM's types yet: WebOTP, Chromium on Android. */
interface OneTimeCode extends Credential {
  code?: string;
}

async function fillIn(code: HTMLInputElement) {
  const ended = new AbortController();
  form?.addEventListener("submit", () => ended.abort());
  const wanted = { otp: { transport: ["sms"] }, signal: ended.signal };
  const got: OneTimeCode | null = await navigator.credentials.get(wanted).catch(() => null);
  if (!got?.code || code.value !== "") return;
  code.value = got.code;
  form?.requestSubmit();
}

if (field instanceof HTMLInputElement && "OTPCredential" in window) void fillIn(field);

const wait = document.querySelector<HTMLElement>("[data-resend]");
const button = wait?.parentElement?.querySelector("button");

function countDown(until: number) {
  if (!wait || !button) return;
  const seconds = Math.ceil((until - Date.now()) / 1000);
  button.disabled = seconds > 0;
  wait.hidden = seconds <= 0;
  wait.textContent = (wait.dataset["text"] ?? "").replace("{seconds}", String(seconds));
  if (seconds > 0) setTimeout(() => countDown(until), 1000);
}

if (wait) countDown(Date.now() + Number(wait.dataset["resend"]) * 1000);
