#!/bin/bash
# Health check of a container: /readyz answers 200. Bash alone, because starting Python every few seconds costs more.
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/${LIENTHONG_HTTP_PORT:-8080}"
printf 'GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
read -r -t 3 _ status _ <&3
[ "$status" = 200 ]
