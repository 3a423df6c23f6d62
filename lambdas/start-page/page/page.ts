/** The start page as the function answers with it. */
export interface Page {
  /** The whole page, with its style and its script in it. */
  readonly html: string;
  /** Lets the browser run and show the very bytes in `html`, and talk to this page's own API alone. */
  readonly contentSecurityPolicy: string;
}

/** Made of page.html, page.css and browser/ when the function is bundled: modules/aws/bundle-page.ts. */
declare const START_PAGE: Page;

export const PAGE: Page = START_PAGE;
