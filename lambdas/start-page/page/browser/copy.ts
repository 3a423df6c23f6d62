/**
 * Copies a text. Where the browser refuses, it selects the element that shows the text, so that the person can copy it.
 *
 * @returns whether it is copied
 */
export async function copyText(text: string, shownIn: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection()?.selectAllChildren(shownIn);
    return false;
  }
}
