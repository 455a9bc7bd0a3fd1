"""EC2 transit gateways: attachments that disappear too early, answers in another shape than the API's."""

from moto.ec2.models.transit_gateway_route_tables import TransitGatewayRelations, TransitGatewayRouteTableBackend
from moto.ec2.responses import EC2Response

from patching import around


@around(EC2Response)
def create_transit_gateway_vpc_attachment(original, self):
    """moto looks for the tags under another resource's name."""
    answer = original(self)
    attachment = answer.result["TransitGatewayVpcAttachment"]
    attachment.add_tags(self._parse_tag_specification().get("transit-gateway-attachment", {}))
    return answer


@around(EC2Response)
def delete_transit_gateway_vpc_attachment(original, self):
    """The provider waits to see the state `deleted`; moto forgets the attachment at once."""
    answer = original(self)
    attachment = answer.result["TransitGatewayVpcAttachment"]
    attachment.state = "deleted"
    self.ec2_backend.transit_gateway_attachments[attachment.id] = attachment
    return answer


@around(TransitGatewayRouteTableBackend)
def disassociate_transit_gateway_route_table(original, self, attachment_id, route_table_id):
    """An attachment that opts out of the default route table has no association that moto could remove."""
    if attachment_id not in self.transit_gateway_associations:
        self.transit_gateway_associations[attachment_id] = TransitGatewayRelations(self, attachment_id, route_table_id, state="associated")
    self.transit_gateways_route_tables[route_table_id].route_table_associations.setdefault(attachment_id, None)
    return original(self, attachment_id, route_table_id)


@around(TransitGatewayRouteTableBackend)
def create_transit_gateway_route(original, self, *args, **kwargs):
    route = original(self, *args, **kwargs)
    if isinstance(route.get("transitGatewayAttachments"), dict):
        route["transitGatewayAttachments"] = [route["transitGatewayAttachments"]]
    return route
