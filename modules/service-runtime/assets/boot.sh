# Every step that the service can live without is allowed to fail: no tracing must never mean no trading.
optional() { "$@" || logger -t trimtab-boot "failed, continuing without: $*"; }

set -a
. /etc/trimtab/service.env
set +a
id trimtab >/dev/null 2>&1 || useradd --system --no-create-home --shell /sbin/nologin trimtab

install -d -o trimtab -g trimtab /srv/trimtab
if [ -n "$ARTIFACT_URI" ]; then
  aws s3 cp "$ARTIFACT_URI" /tmp/artifact.tar.gz
  tar -xzf /tmp/artifact.tar.gz -C /srv/trimtab --no-same-owner
  rm /tmp/artifact.tar.gz
else
  install -m 0644 /etc/trimtab/default_service.py /srv/trimtab/default_service.py
  printf '#!/bin/sh\nexec python3 /srv/trimtab/default_service.py\n' >/srv/trimtab/start
  chmod 0755 /srv/trimtab/start
fi
systemctl daemon-reload
systemctl enable --now trimtab-service

optional dnf install -y amazon-cloudwatch-agent
optional /opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:/etc/trimtab/agent.json

optional dnf install -y "https://aws-otel-collector.s3.amazonaws.com/amazon_linux/amd64/$COLLECTOR_VERSION/aws-otel-collector.rpm"
optional /opt/aws/aws-otel-collector/bin/aws-otel-collector-ctl -a start -c /etc/trimtab/collector.yaml

systemctl enable --now trimtab-health-watch
