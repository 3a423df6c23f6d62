// Loaded by bench/synthesis.ts into the synthesizing process: prints its peak memory in kilobytes.
process.on('exit', () => process.stderr.write(`peak memory: ${process.resourceUsage().maxRSS}\n`));
