import { WEBHOOK_FORMATS, type WebhookFormat } from '../../../lambdas/webhooks/contract';
import { FORMATS } from '../../../lambdas/webhooks/formats';
import { type News } from '../../../lambdas/webhooks/news';
import { aNews } from '../../support/webhooks/news';

const post = (format: WebhookFormat, more: Partial<News> = {}) => FORMATS[format](aNews(more));
/** The object of a format in JSON. */
const object = (format: WebhookFormat, more: Partial<News> = {}) =>
  JSON.parse(post(format, more).body) as Readonly<Record<string, unknown>>;
const embed = (more: Partial<News> = {}) => (object('discord', more).embeds as [Readonly<Record<string, unknown>>])[0];

describe('discord', () => {
  test('gets an embed that calls nobody', () => {
    expect(post('discord').headers).toEqual({ 'content-type': 'application/json' });
    expect(object('discord')).toEqual({
      embeds: [
        {
          title: 'minecraft is ready',
          description: 'minecraft is ready.',
          color: 0x2ecc71,
          timestamp: '2026-11-29T21:00:00.000Z',
        },
      ],
      allowed_mentions: { parse: [] },
    });
  });

  test.each([
    ['stopped', 0x95a5a6],
    ['trouble', 0xe74c3c],
    ['notice', 0x3498db],
  ] as const)('a notice of the kind %s has its own color', (kind, color) => {
    expect(embed({ kind }).color).toBe(color);
  });

  test('mentions, channels and links with another text are only text', () => {
    const text = '@everyone @here <@123> <@&4> <#5> <t:1:R> [free](https://evil.example)';

    const { title, description } = embed({ subject: '@everyone', text });

    expect(title).toBe('@\u200Beveryone');
    expect(description).toBe(
      '@\u200Beveryone @\u200Bhere <\u200B@\u200B123> <\u200B@\u200B&4> <\u200B#5> <\u200Bt:1:R> [free]\u200B(https://evil.example)',
    );
  });

  test('a long text is cut to what an embed may have', () => {
    const { title, description } = embed({ subject: 's'.repeat(300), text: 't'.repeat(5_000) });

    expect(title).toBe(`${'s'.repeat(255)}…`);
    expect(description).toBe(`${'t'.repeat(4_095)}…`);
  });

  test('no emoji is cut in two', () => {
    expect(embed({ text: `${'t'.repeat(4_094)}🎮🎮` }).description).toBe(`${'t'.repeat(4_094)}…`);
  });
});

describe('slack', () => {
  test('gets a text with the subject in bold, and no previews of links', () => {
    expect(post('slack').headers).toEqual({ 'content-type': 'application/json' });
    expect(object('slack')).toEqual({
      text: '*minecraft is ready*\nminecraft is ready.',
      unfurl_links: false,
      unfurl_media: false,
    });
  });

  test('HTML, mentions and links are only text', () => {
    const text = '<!channel> <!here> <@U1> <https://evil.example|free> <b>R&D</b> @channel';

    expect(object('slack', { subject: '<script>', text }).text).toBe(
      '*&lt;script&gt;*\n&lt;!channel&gt; &lt;!here&gt; &lt;@\u200BU1&gt; &lt;https://evil.example|free&gt; &lt;b&gt;R&amp;D&lt;/b&gt; @\u200Bchannel',
    );
  });

  test.each(['t', '&', '<', 't&'])(
    'a long text of %s has at most 4000 characters, and no escape is cut in two',
    (part) => {
      const text = String(object('slack', { text: part.repeat(5_000) }).text);

      expect(text.length).toBeLessThanOrEqual(4_000);
      expect(text.length).toBeGreaterThan(3_990);
      expect(text.endsWith('…')).toBe(true);
      expect(text.replace(/&(amp|lt);/g, '')).not.toContain('&');
    },
  );
});

describe('ntfy', () => {
  test('gets the text, and headers with the title, an emoji and a priority', () => {
    expect(post('ntfy')).toEqual({
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        title: 'minecraft is ready',
        tags: 'green_circle',
        priority: '3',
      },
      body: 'minecraft is ready.',
    });
  });

  test.each([
    ['stopped', 'zzz', '2'],
    ['trouble', 'warning', '4'],
    ['notice', 'information_source', '3'],
  ] as const)('a notice of the kind %s has the emoji %s and the priority %s', (kind, tags, priority) => {
    expect(post('ntfy', { kind }).headers).toMatchObject({ tags, priority });
  });

  test('a title that is not ASCII is encoded as RFC 2047 says, and a line break makes no other header', () => {
    expect(post('ntfy', { subject: 'größer ✓' }).headers.title).toBe(
      `=?UTF-8?B?${Buffer.from('größer ✓').toString('base64')}?=`,
    );
    expect(post('ntfy', { subject: 'a\r\nx-evil: 1' }).headers.title).toBe('a x-evil: 1');
  });

  test('a long text has at most 4096 bytes, and no character is cut in two', () => {
    for (const part of ['t', 'ö', '✓', '🎮', 'a🎮']) {
      const { body } = post('ntfy', { text: part.repeat(5_000) });
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(4_096);
      expect(Buffer.byteLength(body)).toBeGreaterThan(4_088);
      expect(body).not.toContain('\uFFFD');
      expect(body.endsWith('…')).toBe(true);
    }
  });

  test('a long title is cut', () => {
    expect(post('ntfy', { subject: 's'.repeat(300) }).headers.title).toBe(
      `=?UTF-8?B?${Buffer.from(`${'s'.repeat(199)}…`).toString('base64')}?=`,
    );
  });
});

describe('json', () => {
  test('gets an object with a version, as the docs have it', () => {
    expect(post('json').headers).toEqual({ 'content-type': 'application/json' });
    expect(object('json')).toEqual({
      version: 1,
      id: 'message-1',
      time: '2026-11-29T21:00:00.000Z',
      project: 'games',
      leaf: 'minecraft',
      kind: 'ready',
      subject: 'minecraft is ready',
      message: 'minecraft is ready.\n\nInstance: i-1',
      text: 'minecraft is ready.',
    });
  });

  test('keeps every character as it is', () => {
    const text = '<b>@everyone</b> "quotes" \\ größer 🎮\n'.repeat(1_000);

    expect(object('json', { text }).text).toBe(text);
  });
});

test('every format is here', () => {
  expect(Object.keys(FORMATS).sort()).toEqual([...WEBHOOK_FORMATS].sort());
});
