for (const button of document.querySelectorAll<HTMLButtonElement>('button[name="print"]'))
  button.addEventListener("click", () => print());
