#!/bin/bash
# Tells the auto-scaling group that this instance is unhealthy after a minute without a good answer: EC2's own checks see the machine only.
set -u
INTERVAL_SECONDS=10
ALLOWED_FAILURES=6
token=$(curl -fsS -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 300' http://169.254.169.254/latest/api/token)
instance=$(curl -fsS -H "X-aws-ec2-metadata-token: $token" http://169.254.169.254/latest/meta-data/instance-id)
failures=0
while sleep "$INTERVAL_SECONDS"; do
  if curl -fsS -o /dev/null -m 2 "http://127.0.0.1:$PORT/health"; then
    failures=0
  else
    failures=$((failures + 1))
  fi
  if [ "$failures" -ge "$ALLOWED_FAILURES" ]; then
    aws autoscaling set-instance-health --instance-id "$instance" --health-status Unhealthy
  fi
done
