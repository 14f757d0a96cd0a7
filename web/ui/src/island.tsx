import type { ComponentType } from "preact";

/**
 * A part of a page that comes alive in the browser. Rendered here on the server; the build's script of the same name
 * hydrates it with the same props, which therefore must survive JSON.
 */
export function Island<Props extends object>({
  of: Component,
  name,
  props,
  class: className,
}: {
  of: ComponentType<Props>;
  name: string;
  props: Props;
  class?: string;
}) {
  return (
    <div class={className} data-island={name} data-props={JSON.stringify(props)}>
      <Component {...props} />
    </div>
  );
}
