// Loaded by bench/synthesis.ts into the synthesizing process: reports the most memory that it held, in kilobytes.
process.on('exit', () => process.stderr.write(`peak memory: ${process.resourceUsage().maxRSS}\n`));
