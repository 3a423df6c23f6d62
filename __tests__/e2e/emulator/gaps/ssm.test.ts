import { ssmGaps } from '../../../../e2e/emulator/gaps/ssm';
import { call } from '../support';

const ANSWER = { status: 200, headers: {}, body: Buffer.from('moto') };
const ssm = (action: string) => call({ service: 'ssm', target: `AmazonSSM.${action}` });

test('Parameter Store gets one call after the other, also after one that failed; other services are asked at once', async () => {
  const [gap] = ssmGaps();
  const began: string[] = [];
  const ends: ((failure?: Error) => void)[] = [];
  const send = (sent: ReturnType<typeof call>) =>
    gap!(sent, ({ action }) => {
      began.push(action);
      return new Promise((done, fail) => {
        ends.push((failure) => {
          if (failure === undefined) done(ANSWER);
          else fail(failure);
        });
      });
    });
  const others = () => new Promise(setImmediate);

  const first = send(ssm('DescribeParameters'));
  const second = send(ssm('GetParameter'));
  void send(call({ service: 'sns', target: 'SNS.Publish' }));
  await others();
  expect(began).toEqual(['Publish', 'DescribeParameters']);

  ends[1]!(new Error('the connection is lost'));
  await expect(first).rejects.toThrow('the connection is lost');
  await others();
  expect(began).toEqual(['Publish', 'DescribeParameters', 'GetParameter']);
  ends[2]!();
  await expect(second).resolves.toBe(ANSWER);
});
