// Runs beside the pages, to show that a person has answered; it keeps nothing and fetches nothing.
interface Told extends Event {
  data?: { json(): { title: string; body: string; lang: string; tag: string; link: string } };
  waitUntil(work: Promise<unknown>): void;
}
interface Tapped extends Event {
  notification: Notification & { data: string };
  waitUntil(work: Promise<unknown>): void;
}
interface Windows {
  matchAll(options: {
    type: "window";
    includeUncontrolled: true;
  }): Promise<{ url: string; focus(): Promise<unknown> }[]>;
  openWindow(path: string): Promise<unknown>;
}
// The page's types are loaded here, and know nothing of what a service worker has.
const own = globalThis as typeof globalThis & { registration: ServiceWorkerRegistration; clients: Windows };

own.addEventListener("push", (event) => {
  const told = event as Told;
  if (!told.data) return;
  const { title, body, lang, tag, link } = told.data.json();
  told.waitUntil(own.registration.showNotification(title, { body, lang, tag, data: link, icon: "/favicon.svg" }));
});

own.addEventListener("notificationclick", (event) => {
  const tapped = event as Tapped;
  tapped.notification.close();
  tapped.waitUntil(open(tapped.notification.data));
});

async function open(link: string) {
  const windows = await own.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find(({ url }) => new URL(url).pathname === link);
  await (there ? there.focus() : own.clients.openWindow(link));
}
export {};
