/** Files in and out, feeds and deliveries live in a script of their own; nothing else begins so. */
export const isExchange = (pathname: string) => /^\/(exchange|api\/exchange|feeds)(\/|$)/.test(pathname);
