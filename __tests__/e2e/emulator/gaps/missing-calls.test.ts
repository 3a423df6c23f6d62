import { type Next } from '../../../../e2e/emulator/api-call';
import { missingCalls } from '../../../../e2e/emulator/gaps/missing-calls';
import { call } from '../support';

const answering =
  (status: number, text: string): Next =>
  () =>
    Promise.resolve({ status, headers: { 'content-type': 'text/html' }, body: Buffer.from(text) });
const sent = call({ service: 'ecs', target: 'ECS.MakeCoffee' });

test.each([404, 500])('an HTML page with status %d becomes an error that clients do not retry', async (status) => {
  const answer = await missingCalls(sent, answering(status, '<!doctype html>\n<html lang=en>'));

  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.body.toString())).toMatchObject({
    __type: 'NotImplemented',
    message: 'the emulator cannot do ecs MakeCoffee',
  });
});

test.each([
  [200, '<!doctype html>'],
  [404, ''],
  [404, '<Error><Code>NoSuchKey</Code></Error>'],
  [500, '{"__type":"InternalFailure"}'],
])('an answer with status %d and %j stays unchanged', async (status, text) => {
  const answer = await missingCalls(sent, answering(status, text));

  expect({ status: answer.status, text: answer.body.toString() }).toEqual({ status, text });
});
