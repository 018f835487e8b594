/** The command line `exacta-guardian`. The command line itself is being written; until then nothing works, and this says so. */
process.stderr.write('exacta-guardian: this build has no commands yet.\n');
process.exitCode = 1;
