variable "region" {
  description = "Where everything stands"
  type        = string
  default     = "us-east-1"
}

variable "ami_id" {
  description = "Image of the web servers, pinned"
  type        = string
}

variable "web_instance_type" {
  description = "Type of each web server"
  type        = string
  default     = "m5.4xlarge"
}

variable "fewest_web_servers" {
  description = "Web servers that are always there, over all zones"
  type        = number
  default     = 9
}

variable "most_web_servers" {
  description = "Web servers at the most, over all zones"
  type        = number
  default     = 18
}

variable "cache_node_type" {
  description = "Type of each node of the session cache"
  type        = string
  default     = "cache.r6g.4xlarge"
}

variable "cache_shards" {
  description = "Shards of the session cache"
  type        = number
  default     = 3
}

variable "cache_replicas" {
  description = "Replicas of each shard of the session cache"
  type        = number
  default     = 2
}

variable "events_billing_mode" {
  description = "How the table of events is paid for"
  type        = string
  default     = "PROVISIONED"

  validation {
    condition     = contains(["PROVISIONED", "PAY_PER_REQUEST"], var.events_billing_mode)
    error_message = "PROVISIONED or PAY_PER_REQUEST."
  }
}

variable "events_capacity" {
  description = "Read and write units of the table of events while it is provisioned"
  type        = number
  default     = 2000
}
