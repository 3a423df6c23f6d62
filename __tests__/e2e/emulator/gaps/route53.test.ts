import { route53Gaps } from '../../../../e2e/emulator/gaps/route53';
import { call, Upstream } from '../support';

const route53 = (method: string, path: string, body = '') =>
  call({ service: 'route53', method, path: `/2013-04-01${path}`, body });

test('ids of zones begin with Z for clients, and without Z for moto', async () => {
  const upstream = new Upstream('<HostedZone><Id>/hostedzone/ABC</Id></HostedZone><HostedZoneId>ABC</HostedZoneId>');

  const { text } = await upstream.send(route53Gaps(), route53('GET', '/hostedzone/ZABC/rrset'));

  expect(upstream.calls[0]?.path).toBe('/2013-04-01/hostedzone/ABC/rrset');
  expect(text).toBe('<HostedZone><Id>/hostedzone/ZABC</Id></HostedZone><HostedZoneId>ZABC</HostedZoneId>');
});

test("moto gets the log group of query logging in its own form, and answers have AWS's form", async () => {
  const body = (zone: string, group: string) =>
    `<HostedZoneId>${zone}</HostedZoneId><CloudWatchLogsLogGroupArn>${group}</CloudWatchLogsLogGroupArn>`;
  const upstream = new Upstream(body('ABC', 'arn:group:*'));

  const { text } = await upstream.send(
    route53Gaps(),
    route53('POST', '/queryloggingconfig', body('ZABC', 'arn:group')),
  );

  expect(upstream.calls[0]?.body.toString()).toBe(body('ABC', 'arn:group:*'));
  expect(text).toBe(body('ZABC', 'arn:group'));
});

test('calls of other services stay unchanged', async () => {
  const upstream = new Upstream('/hostedzone/ABC');

  await expect(upstream.send(route53Gaps(), call({ service: 's3', path: '/hostedzone/Z' }))).resolves.toMatchObject({
    text: '/hostedzone/ABC',
  });
  expect(upstream.calls[0]?.path).toBe('/hostedzone/Z');
});

test('creates a record that does not exist, and refuses one that does', async () => {
  const upstream = new Upstream(
    '<ResourceRecordSet><Name>valheim.example.com.</Name><Type>A</Type></ResourceRecordSet>',
  );
  const create = (name: string) =>
    call({
      service: 'route53',
      path: '/2013-04-01/hostedzone/Z123/rrset/',
      body: `<Change><Action>CREATE</Action><ResourceRecordSet><Name>${name}</Name><Type>A</Type></ResourceRecordSet></Change>`,
    });

  const made = await upstream.send(route53Gaps(), create('minecraft.example.com'));
  const refused = await upstream.send(route53Gaps(), create('valheim.example.com'));

  expect([made.status, refused.status]).toEqual([200, 400]);
  expect(refused.text).toContain('<Code>InvalidChangeBatch</Code>');
  expect(refused.text).toContain("[name='valheim.example.com.', type='A'] but it already exists");

  expect(upstream.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /2013-04-01/hostedzone/123/rrset?name=minecraft.example.com.&type=A&maxitems=1',
    'POST /2013-04-01/hostedzone/123/rrset/',
    'GET /2013-04-01/hostedzone/123/rrset?name=valheim.example.com.&type=A&maxitems=1',
  ]);
  const actions = upstream.calls.map(({ body }) => /<Action>(\w+)</.exec(body.toString())?.[1]);
  expect(actions).toEqual([undefined, 'UPSERT', undefined]);
});
