// Finishes a build: the launcher is executable, and its JSON schema for the config file lies beside it.
import {chmodSync} from 'node:fs';

chmodSync(new URL('../dist/bin.js', import.meta.url), 0o755);
