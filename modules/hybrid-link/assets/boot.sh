export DEBIAN_FRONTEND=noninteractive
# The instance has its public address only some seconds after it starts.
for _ in $(seq 60); do
  apt-get update -q -o APT::Update::Error-Mode=any && break
  sleep 5
done
apt-get install -q -y strongswan-swanctl charon-systemd frr python3-boto3
# strongSwan must not install routes of its own: BGP decides.
printf 'charon-systemd {\n  install_routes = no\n}\n' >/etc/strongswan.d/trimtab.conf
systemctl restart strongswan
cat >/etc/systemd/system/trimtab-router.service <<'TRIMTAB_END_OF_UNIT'
[Unit]
Description=Tunnels and BGP of the customer gateway
After=network-online.target strongswan.service
Wants=network-online.target

[Service]
Type=oneshot
RemainAfterExit=yes
EnvironmentFile=/etc/trimtab/router.env
ExecStart=/usr/bin/python3 /etc/trimtab/configure_router.py
Restart=on-failure
RestartSec=30

[Install]
WantedBy=multi-user.target
TRIMTAB_END_OF_UNIT
systemctl daemon-reload
systemctl enable --now --no-block trimtab-router.service
