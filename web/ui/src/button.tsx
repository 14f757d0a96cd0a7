import type { ComponentChildren } from "preact";

interface Look {
  /** One solid button a page; the others are lines. `stop` gives something up. */
  kind?: "solid" | "line" | "stop";
  size?: "big" | "next";
  full?: boolean;
  /** The key that does the same, shown in the button. */
  shortcut?: string;
  children: ComponentChildren;
}

interface ButtonProps extends Look {
  type?: "submit" | "button";
  name?: string;
  value?: string;
  disabled?: boolean;
  form?: string;
  formaction?: string;
  onClick?: () => void;
}

function classes({ kind, size, full }: Look) {
  return ["btn", kind === "solid" ? undefined : kind, size, full ? "full" : undefined].filter(Boolean).join(" ");
}

function Content({ shortcut, children }: Look) {
  return (
    <>
      {children}
      {shortcut ? <kbd>{shortcut}</kbd> : null}
    </>
  );
}

/** Verb first: "Lấy số", never "OK". */
export function Button({ kind, size, full, shortcut, children, ...rest }: ButtonProps) {
  const look = { kind, size, full, shortcut, children };
  return (
    <button class={classes(look)} {...rest}>
      <Content {...look} />
    </button>
  );
}

/** A link that is the way on, so it looks like a button. */
export function LinkButton({ href, ...look }: Look & { href: string }) {
  return (
    <a class={classes(look)} href={href}>
      <Content {...look} />
    </a>
  );
}
