import { duration, secondsBetween } from '../shared/duration';
import { howToWake } from '../shared/how-to-wake';
import { type Notice } from '../shared/notify';
import { type Leaf } from './dependencies';
import { type KnownInstance } from './known-instances';
import { type Reachable } from './public-address';
import { helpFor } from './start-failures';

/** People can connect. */
export function readyNotice(leaf: Leaf, { instance, address, launchedAt }: Reachable, now: Date): Notice {
  const { id, hostName, ports } = leaf;
  return {
    subject: `${id} is ready`,
    message: [
      `${id} is ready: its container is running, ${duration(secondsBetween(launchedAt, now))} after its instance was launched.`,
      '',
      `Address: ${hostName === undefined ? address : `${hostName} (${address})`}`,
      `Ports: ${ports}`,
      `Instance: ${instance.id}`,
      '',
      'It goes back to sleep by itself when nobody is connected any more.',
    ].join('\n'),
  };
}

/** The instance was terminated. */
export function stoppedNotice({ id }: Leaf, { instanceId, launchedAt }: KnownInstance, now: Date): Notice {
  return {
    subject: `${id} stopped`,
    message: [
      `${id} stopped. Its instance ${instanceId} was terminated after ${duration(secondsBetween(launchedAt, now))}.`,
      '',
      `Its files are kept. ${howToWake(id)}`,
    ].join('\n'),
  };
}

/**
 * The instance was terminated, and its container was not seen running. EC2 keeps an instance's console output for an
 * hour or more after it was terminated: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetConsoleOutput.html
 */
export function neverRanNotice({ id }: Leaf, { instanceId, launchedAt }: KnownInstance, now: Date): Notice {
  return {
    subject: `${id} could not start`,
    message: [
      `${id} could not start: its container was not seen running, and its instance ${instanceId} was terminated after ${duration(secondsBetween(launchedAt, now))}.`,
      '',
      'If nobody put it to sleep in the meantime, either the instance failed to boot or the image takes too long to pull.',
      '',
      `See the system log of the instance: lines with mount-volumes:, world-lock: or container-manager: say what failed. AWS keeps it for about an hour: aws ec2 get-console-output --instance-id ${instanceId} --output text`,
      "After that, see the events of the service in the leaf's ECS cluster, or the system log of the next instance while it exists (EC2 console, the instance, Actions, Monitor and troubleshoot, Get system log).",
      '',
      howToWake(id),
    ].join('\n'),
  };
}

/** @param reason AWS's words */
export function couldNotStartNotice({ id }: Leaf, reason: string): Notice {
  const help = helpFor(reason);
  return {
    subject: `${id} could not start`,
    message: [
      `${id} could not start.`,
      '',
      `AWS says: ${reason}`,
      ...(help === undefined ? [] : ['', help]),
      '',
      howToWake(id),
    ].join('\n'),
  };
}
