import { spawn } from 'node:child_process';

/** The command with which a system opens a link in the person's browser. */
export function openCommand(platform: NodeJS.Platform, link: string): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open', link];
  // the empty title: `start` takes its first quoted argument for one
  if (platform === 'win32') return ['cmd', '/c', 'start', '""', link];
  return ['xdg-open', link];
}

/** Opens a link where there is a browser: else the person can click the line that shows it. */
export function openLink(link: string): void {
  const [command, ...args] = openCommand(process.platform, link);
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
