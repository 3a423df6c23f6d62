import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

import { PAGE } from '../../../../lambdas/start-page/page/page';

const { html, contentSecurityPolicy } = PAGE;
/** What is between the tags, of each of them. */
const contents = (tag: string) =>
  [...html.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))].map(([, code]) => code!);
const hash = (code: string) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`;

test('is one answer of less than 30 kB', () => {
  expect(gzipSync(html).length).toBeLessThan(30_000);
  expect(html).toMatch(/^<!doctype html><html lang="en"><head><meta charset="utf-8">/);
});

test('its policy allows the very script and the very style in it, and no more', () => {
  const [[style, ...styles], [script, ...scripts]] = [contents('style'), contents('script')];

  expect([...styles, ...scripts]).toEqual([]);
  expect(script!.length).toBeGreaterThan(5_000);
  expect(contentSecurityPolicy.split('; ')).toEqual([
    "default-src 'none'",
    `script-src ${hash(script!)}`,
    `style-src ${hash(style!)}`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]);
});

test('loads nothing: no address of anybody stands in it', () => {
  expect(html.match(/(?:https?:)?\/\/[\w.-]+\.\w+/g)).toBeNull();
  expect([...html.matchAll(/\s(?:src|href|action|style|on\w+)="([^"]*)"/g)].map(([, value]) => value)).toEqual([
    'data:,',
  ]);
});

test('its script writes no markup, and keeps nothing in the browser', () => {
  const [script] = contents('script');

  expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function/);
  expect(script).not.toMatch(/localStorage|sessionStorage|document\.cookie|indexedDB|history\./);
});

describe('colours', () => {
  const [style] = contents('style');
  const [light, dark] = [...style!.matchAll(/:root\{([^}]*)\}/g)].map(([, body]) =>
    Object.fromEntries(
      [...body!.matchAll(/--([\w-]+):\s*(#[0-9a-f]{3,8})/g)].map(([, name, color]) => [name!, color!]),
    ),
  );

  /** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
  function luminance(color: string): number {
    const digits = color.length === 4 ? color.replace(/[0-9a-f]/g, '$&$&') : color;
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = parseInt(digits.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
  function contrast(one: string, other: string): number {
    const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
    return (lighter + 0.05) / (darker + 0.05);
  }

  test('the test knows what contrast is', () => {
    expect(contrast('#fff', '#000000')).toBeCloseTo(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  const texts = [
    ...['text', 'soft', 'good', 'bad', 'busy', 'calm'].map((front) => [front, 'card']),
    ...['text', 'soft'].map((front) => [front, 'back']),
    ['on-button', 'button'],
    ['on-button', 'button-over'],
    ['warning-text', 'warning-back'],
  ];
  const themes = [
    ['light', light],
    ['dark', dark],
  ] as const;
  test.each(
    themes.flatMap(([theme, colors]) => texts.map(([front, back]) => [theme, front!, back!, colors!] as const)),
  )('%s: %s on %s has a contrast of at least 4.5', (_theme, front, back, colors) => {
    expect(contrast(colors[front]!, colors[back]!)).toBeGreaterThanOrEqual(4.5);
  });
});

test('the style heeds who wants no movement', () => {
  expect(contents('style')[0]).toContain('prefers-reduced-motion:reduce');
});
