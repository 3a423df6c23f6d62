import { duration, secondsBetween } from '../shared/duration';
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
      `${id} is ready: its container runs, ${duration(secondsBetween(launchedAt, now))} after its instance was launched.`,
      '',
      `Address: ${hostName === undefined ? address : `${hostName} (${address})`}`,
      `Ports: ${ports}`,
      `Instance: ${instance.id}`,
      '',
      'It goes back to sleep by itself when nobody is connected any more.',
    ].join('\n'),
  };
}

/** The instance is gone. */
export function stoppedNotice({ id }: Leaf, { instanceId, launchedAt }: KnownInstance, now: Date): Notice {
  return {
    subject: `${id} stopped`,
    message: [
      `${id} stopped: its instance ${instanceId} is gone. It ran for ${duration(secondsBetween(launchedAt, now))}.`,
      '',
      `Its files are kept. ${wakeUp(id)}`,
    ].join('\n'),
  };
}

/**
 * The instance is gone, and its container was never seen. EC2 keeps an instance's console output for an hour or more after
 * it was terminated: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetConsoleOutput.html
 */
export function neverRanNotice({ id }: Leaf, { instanceId, launchedAt }: KnownInstance, now: Date): Notice {
  return {
    subject: `${id} could not start`,
    message: [
      `${id} could not start: its container was not seen running, and its instance ${instanceId} is gone after ${duration(secondsBetween(launchedAt, now))}.`,
      '',
      'If nobody put it to sleep meanwhile, the instance failed when it booted, or the image takes too long to pull.',
      '',
      `Why says the system log of the instance, in lines with mount-volumes:, world-lock: or container-manager:. AWS keeps it for about an hour: aws ec2 get-console-output --instance-id ${instanceId} --output text`,
      "After that: the events of the service in the leaf's ECS cluster, or the system log of the next instance while it is there (EC2 console, the instance, Actions, Monitor and troubleshoot, Get system log).",
      '',
      wakeUp(id),
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
      wakeUp(id),
    ].join('\n'),
  };
}

function wakeUp(id: string): string {
  return `The next connection starts it again. Without a domain, or by hand: ./cm wake ${id}`;
}
