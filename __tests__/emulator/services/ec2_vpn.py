"""EC2 VPN connections: moto drops the tunnel options and answers with one fixed pre-shared key."""

import os

from moto.core.responses import ActionResult
from moto.ec2.models import vpn_connections
from moto.ec2.models.vpn_connections import VPNConnection
from moto.ec2.responses import EC2Response

from patching import around, operation

# What stands in moto's template of one tunnel.
TEMPLATE_KEY = "Iw2IAN9XUsQeYUrkMGP3kP59ugFDkfHg"
TEMPLATE_CUSTOMER_INSIDE = "169.254.44.42"
TEMPLATE_AWS_INSIDE = "169.254.44.41"
TEMPLATE_OUTSIDE = "52.2.144.13"


def _tunnel_xml(tunnel):
    network, last = tunnel["TunnelInsideCidr"].rsplit(".", 1)
    base = int(last.split("/")[0])
    return (
        vpn_connections._IPSEC_TUNNEL.replace(TEMPLATE_KEY, tunnel["PreSharedKey"])
        .replace(TEMPLATE_CUSTOMER_INSIDE, f"{network}.{base + 2}")
        .replace(TEMPLATE_AWS_INSIDE, f"{network}.{base + 1}")
        .replace(TEMPLATE_OUTSIDE, tunnel["OutsideIpAddress"])
    )


def _as_answered(tunnel):
    """The API spells this one option differently in requests and answers."""
    return {"IkeVersions" if name == "IKEVersions" else name: value for name, value in dict(tunnel).items()}


def _customer_gateway_configuration(connection):
    tunnels = "".join(_tunnel_xml(tunnel) for tunnel in connection.options["TunnelOptions"])
    return f"<vpn_connection id='{connection.id}'>{tunnels}</vpn_connection>"


VPNConnection.customer_gateway_configuration = property(_customer_gateway_configuration)


@around(EC2Response)
def create_vpn_connection(original, self):
    answer = original(self)
    asked = dict(self._get_param("Options") or {})
    tunnels = [*(asked.get("TunnelOptions") or []), {}, {}][:2]
    asked["TunnelOptions"] = [
        {
            "OutsideIpAddress": ".".join(["52", *(str(1 + byte % 254) for byte in os.urandom(3))]),
            "TunnelInsideCidr": f"169.254.{10 + number}.0/30",
            "PreSharedKey": os.urandom(16).hex(),
            **_as_answered(tunnel),
        }
        for number, tunnel in enumerate(tunnels)
    ]
    answer.result["VpnConnection"].options = {
        "EnableAcceleration": False,
        "LocalIpv4NetworkCidr": "0.0.0.0/0",
        "OutsideIpAddressType": "PublicIpv4",
        "RemoteIpv4NetworkCidr": "0.0.0.0/0",
        "StaticRoutesOnly": False,
        "TunnelInsideIpVersion": "ipv4",
        **asked,
    }
    return answer


@operation(EC2Response)
def modify_vpn_tunnel_options(self):
    connection = self.ec2_backend.describe_vpn_connections([self._get_param("VpnConnectionId")])[0]
    for tunnel in connection.options["TunnelOptions"]:
        if tunnel["OutsideIpAddress"] == self._get_param("VpnTunnelOutsideIpAddress"):
            tunnel.update(_as_answered(self._get_param("TunnelOptions") or {}))
    return ActionResult({"VpnConnection": connection})
