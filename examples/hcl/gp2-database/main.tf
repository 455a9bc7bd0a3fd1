terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

provider "aws" {
  region = var.region
}

resource "aws_db_instance" "orders" {
  identifier                  = "shop-orders"
  engine                      = "postgres"
  engine_version              = "16.4"
  instance_class              = var.database_class
  allocated_storage           = 500
  storage_type                = var.database_storage_type
  storage_encrypted           = true
  multi_az                    = true
  backup_retention_period     = 14
  username                    = "orders"
  manage_master_user_password = true
  apply_immediately           = true
  final_snapshot_identifier   = "shop-orders-final"

  tags = { Component = "orders" }
}
