/** The host control API, `exacta-control`, which is being written; until then nothing runs, and this says so. */
process.stderr.write('exacta-control: this build has no control API yet.\n');
process.exitCode = 1;
