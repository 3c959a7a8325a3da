// Turns the repository's own git hooks on; outside a git checkout (an unpacked tarball, a CI export) there is nothing to do.
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';

if (existsSync(new URL('../.git', import.meta.url))) spawnSync('git', ['config', 'core.hooksPath', '.githooks'], {stdio: 'ignore'});
