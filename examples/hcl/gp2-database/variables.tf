variable "region" {
  description = "Where the database stands"
  type        = string
  default     = "us-east-1"
}

variable "database_class" {
  description = "Class of the database of orders"
  type        = string
  default     = "db.r6g.4xlarge"
}

variable "database_storage_type" {
  description = "Type of the volume of the database of orders"
  type        = string
  default     = "gp2"

  validation {
    condition     = contains(["gp2", "gp3"], var.database_storage_type)
    error_message = "gp2 or gp3."
  }
}
