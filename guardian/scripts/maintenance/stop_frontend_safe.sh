#!/bin/sh
# Asks the host control API to stop the frontend. Nothing is ended by force. Try this before KILL_FRONTEND_NOW.
#
#   stop_frontend_safe.sh -ControlUrl http://127.0.0.1:8000
#
# The admin token, where the host asks for one, is read from standard input: other people on the host can see the arguments of a
# process. At a terminal it is asked for, and not shown.
# Exit codes: 0 stopped, or not running; 1 not stopped, or only in part; 2 usage; 3 the token is missing or wrong;
# 4 no answer, or no control API there.
set -u

usage() {
  echo "Usage: stop_frontend_safe.sh -ControlUrl URL    (the admin token, if needed, from standard input)" >&2
  exit 2
}

url=http://127.0.0.1:8000
while [ $# -gt 0 ]; do
  case $1 in
    -ControlUrl | --control-url)
      [ $# -ge 2 ] || usage
      url=$2
      shift 2
      ;;
    -AdminToken | --admin-token)
      echo 'The admin token is no argument: other people on this host would see it. Write it to standard input.' >&2
      usage
      ;;
    *) usage ;;
  esac
done
case $url in
  http://?* | https://?*) ;;
  *) usage ;;
esac

token=
if [ -t 0 ]; then
  printf 'Admin token (Enter for none): ' >&2
  stty -echo
  trap 'stty echo' EXIT
  trap 'exit 130' INT TERM
  read -r token || token=
  stty echo
  printf '\n' >&2
else
  read -r token || :
fi
case $token in
  *[![:graph:]]*)
    echo 'The admin token has characters that no header can carry.' >&2
    exit 2
    ;;
esac

here=$(dirname -- "$(readlink -f -- "$0")")
node=$here/../../../node
[ -x "$node" ] || node=$(command -v node) || {
  echo 'Node was not found.' >&2
  exit 1
}
# The token goes through standard input here as well.
printf %s "$token" | "$node" -e '
const say = (words, code) => { console.error(words); process.exitCode = code; };
const url = process.argv[1].replace(/\/$/, "");
let token = "";
process.stdin.on("data", (text) => { token += text; }).on("end", async () => {
  let answer, text;
  try {
    const headers = token === "" ? {} : { "X-ADMIN-TOKEN": token };
    const signal = AbortSignal.timeout(30_000);
    answer = await fetch(url + "/control/api/stop", { method: "POST", headers, signal, redirect: "error" });
    text = await answer.text();
  } catch {
    return say("The control API at " + url + " does not answer.\n" +
      "If the frontend must end now: KILL_FRONTEND_NOW.sh --confirm, on the host itself.", 4);
  }
  console.log(text);
  const { status } = answer;
  if (status === 401 || status === 403) return say("Refused (" + status + "): the admin token is missing or wrong.", 3);
  if (status === 404) return say("There is no control API at " + url + ", or ENABLE_CONTROL_API is not 1.", 4);
  if (status !== 200) return say("The control API answered " + status + ".", 1);
  let report = {};
  try { report = JSON.parse(text); } catch {}
  const warned = (report.warnings ?? []).length > 0;
  if (report.success === true && !warned) return;
  say("The frontend was not stopped, or only in part. Read the warnings before you do more.", 1);
});' "$url"
