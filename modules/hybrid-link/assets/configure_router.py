"""Brings up the tunnels of a customer gateway: IPsec by strongSwan over XFRM interfaces, BGP by FRR.

Keys and addresses come from the EC2 API at boot and are written to files that only root may read.
"""

import os
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import boto3

IKE_PROPOSAL = "aes256gcm16-prfsha384-ecp384"
ESP_PROPOSAL = "aes256gcm16-ecp384"
MTU = "1400"


def run(*command):
    subprocess.run(command, check=True)


def write_private(path, content):
    path = pathlib.Path(path)
    path.touch(mode=0o600, exist_ok=True)
    path.chmod(0o600)
    path.write_text(content)


def tunnels(customer_gateway):
    answer = boto3.client("ec2").describe_vpn_connections(
        Filters=[
            {"Name": "customer-gateway-id", "Values": [customer_gateway]},
            {"Name": "state", "Values": ["available"]},
        ]
    )
    for connection in sorted(answer["VpnConnections"], key=lambda found: found["VpnConnectionId"]):
        document = ElementTree.fromstring(connection["CustomerGatewayConfiguration"])
        for tunnel in document.iter("ipsec_tunnel"):
            ours, theirs = tunnel.find("customer_gateway"), tunnel.find("vpn_gateway")
            yield {
                "our_outside": ours.findtext("tunnel_outside_address/ip_address"),
                "our_inside": ours.findtext("tunnel_inside_address/ip_address"),
                "our_asn": ours.findtext("bgp/asn"),
                "their_outside": theirs.findtext("tunnel_outside_address/ip_address"),
                "their_inside": theirs.findtext("tunnel_inside_address/ip_address"),
                "their_asn": theirs.findtext("bgp/asn"),
                "key": tunnel.findtext("ike/pre_shared_key"),
            }


def ipsec_configuration(number, tunnel):
    return f"""connections {{
  tunnel{number} {{
    version = 2
    remote_addrs = {tunnel["their_outside"]}
    proposals = {IKE_PROPOSAL}
    dpd_delay = 10s
    if_id_in = {number}
    if_id_out = {number}
    local {{
      auth = psk
      id = {tunnel["our_outside"]}
    }}
    remote {{
      auth = psk
      id = {tunnel["their_outside"]}
    }}
    children {{
      tunnel{number} {{
        local_ts = 0.0.0.0/0
        remote_ts = 0.0.0.0/0
        esp_proposals = {ESP_PROPOSAL}
        start_action = start
        close_action = start
        dpd_action = restart
      }}
    }}
  }}
}}
secrets {{
  ike-tunnel{number} {{
    id = {tunnel["their_outside"]}
    secret = "{tunnel["key"]}"
  }}
}}
"""


def bgp_configuration(found, network):
    neighbours = "".join(
        f" neighbor {tunnel['their_inside']} remote-as {tunnel['their_asn']}\n neighbor {tunnel['their_inside']} timers 10 30\n"
        for tunnel in found
    )
    return f"""frr defaults datacenter
router bgp {found[0]["our_asn"]}
 no bgp ebgp-requires-policy
 no bgp network import-check
 bgp bestpath as-path multipath-relax
{neighbours} address-family ipv4 unicast
  network {network}
  maximum-paths {len(found)}
 exit-address-family
"""


def add_interface(number, tunnel, uplink):
    name = f"xfrm{number}"
    subprocess.run(["ip", "link", "delete", name], check=False, stderr=subprocess.DEVNULL)
    run("ip", "link", "add", name, "type", "xfrm", "dev", uplink, "if_id", str(number))
    run("ip", "address", "add", f"{tunnel['our_inside']}/30", "dev", name)
    run("ip", "link", "set", name, "up", "mtu", MTU)


def main():
    found = list(tunnels(os.environ["CUSTOMER_GATEWAY_ID"]))
    if not found:
        sys.exit("the customer gateway has no available VPN connection yet")
    run("sysctl", "-w", "net.ipv4.ip_forward=1", "net.ipv4.conf.all.rp_filter=2")
    uplink = subprocess.check_output(["ip", "route", "show", "default"], text=True).split(" dev ")[1].split()[0]
    for number, tunnel in enumerate(found, start=1):
        write_private(f"/etc/swanctl/conf.d/tunnel{number}.conf", ipsec_configuration(number, tunnel))
        add_interface(number, tunnel, uplink)
    run("swanctl", "--load-all")
    write_private("/etc/frr/frr.conf", bgp_configuration(found, os.environ["ON_PREMISES_CIDR"]))
    run("chown", "frr:frr", "/etc/frr/frr.conf")
    run("sed", "-i", "s/^bgpd=no/bgpd=yes/", "/etc/frr/daemons")
    run("systemctl", "restart", "frr")


main()
