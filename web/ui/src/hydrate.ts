import { type ComponentType, h, hydrate } from "preact";

/** Browser: brings every `<Island name>` on the page to life. The build calls it for each `src/islands/*.tsx`. */
export function hydrateIsland<Props extends object>(name: string, component: ComponentType<Props>) {
  for (const element of document.querySelectorAll<HTMLElement>(`[data-island="${name}"]`)) {
    const props: Props = JSON.parse(element.dataset["props"] ?? "{}");
    hydrate(h(component, props), element);
  }
}
