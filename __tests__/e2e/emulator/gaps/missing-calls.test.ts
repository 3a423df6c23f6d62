import { type Next } from '../../../../e2e/emulator/api-call';
import { missingCalls } from '../../../../e2e/emulator/gaps/missing-calls';
import { call } from '../support';

const answering =
  (status: number, contentType: string): Next =>
  () =>
    Promise.resolve({ status, headers: { 'content-type': contentType }, body: Buffer.from('moto') });
const sent = call({ service: 'ecs', target: 'ECS.MakeCoffee' });

test.each([404, 500])('a page with status %d is an error that is not repeated', async (status) => {
  const answer = await missingCalls(sent, answering(status, 'text/html; charset=utf-8'));

  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.body.toString())).toMatchObject({
    __type: 'NotImplemented',
    message: 'the emulator cannot do ecs MakeCoffee',
  });
});

test.each([
  [200, 'text/html'],
  [404, 'text/xml'],
  [500, 'application/json'],
])('an answer with status %d and %s stays as it is', async (status, contentType) => {
  const answer = await missingCalls(sent, answering(status, contentType));

  expect({ status: answer.status, text: answer.body.toString() }).toEqual({ status, text: 'moto' });
});
