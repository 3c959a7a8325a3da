import {version} from '../basics/version.ts';

/** `--help`: examples first, then commands, options and exit codes. */
export function helpText(): string {
	return `esa-health ${version}: how healthy a Node.js service is, since when, why, and what to do

Examples
  esa-health --url http://localhost:3000      watch a service
  esa-health demo                             watch a sample shop with planted faults
  node --import esa-health/register app.js    measure a service with no code change
  esa-health --once --format json --url URL   one report, for scripts and CI
  esa-health run endpoints --url URL          run an agent, wait, print what it found
  esa-health api-paths                        compare every frontend call with every backend route
  esa-health queries postgresql.log           find N+1 and other wasteful queries in a log

Commands
  esa-health [--url URL]      the monitor; without a URL: ESA_HEALTH_URL, the config file,
                              else an embedded server for the project in this folder
  esa-health run AGENT        trigger a run, follow it, print its result
  esa-health api-paths [DIR]  compare the calls of a project's clients with the routes of its
                              servers, without running any of it
  esa-health queries FILE     judge a captured log of queries: NDJSON, a PostgreSQL log, OTLP JSON
  esa-health queries fingerprint   one pattern for each JSON string of SQL on stdin
  esa-health serve            the server alone, for a project
  esa-health demo             the sample service under load, and the monitor over it

Options
  --url URL           the service, or the name of a target in the user's config
  --once              print one report and end (also when there is no terminal)
  --format FORMAT     text (default) or json, with --once, run, api-paths, queries; sarif with api-paths
  --interval SECONDS  time between polls, 30 unless given
  --read-only         offer nothing that changes or runs anything
  --plain             sentences instead of a screen, for screen readers
  --token-file FILE   file with the token, mode 0600 (or ESA_HEALTH_TOKEN)
  --config FILE       config file instead of ./esa-health.config.json
  --project DIR       the project, instead of this folder
  --listen HOST:PORT  serve: where to listen, 127.0.0.1:7106 unless given
  --store FILE        serve: SQLite file of history and jobs
  --behind-proxy      serve: a TLS proxy stands in front of a non-loopback address
  --allowed-host HOST serve: a Host header to accept besides loopback; may repeat
  --base PATH         api-paths: what a proxy adds in front of the backend's paths; may repeat
  --origin URL        api-paths: an origin that is this backend's; may repeat
  --min-decided SHARE api-paths: share of calls that must be decided, 0.95 unless given
  --baseline FILE     api-paths: findings that are known, each with a reason; stale ones fail
  --write-baseline    api-paths: write all findings to that file, with --reason TEXT
  --fix               api-paths: correct methods and prefixes that are certain; shows a diff and
                      asks (--yes does not); leaves files with uncommitted changes alone
                      (--force does not)
  --system NAME       queries: postgresql, mysql or sqlite, where the log does not tell
  --fail-on KINDS     queries: kinds of findings that end it with 1, such as n-plus-one,write-loop
  --watch             api-paths: look again whenever a file changes
  --no-cache          api-paths: analyse also when nothing changed since the last time
  --debug             say more when something fails
  --version, --help

Exit codes
  --once   0 excellent or good · 1 warning · 2 critical · 3 unknown or unreachable
  run      0 done · 1 done with findings · 2 failed · 3 unreachable
  api-paths  0 clean · 1 findings, or the gate is not passed · 2 could not analyse
  queries    0 clean · 1 findings · 2 could not analyse
  all      1 could not start · 64 wrong command line or config · 70 a bug of ours`;
}
