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

data "aws_availability_zones" "available" {
  state = "available"
}

resource "aws_vpc" "shop" {
  cidr_block = "10.20.0.0/16"
}

resource "aws_subnet" "shop" {
  count             = 3
  vpc_id            = aws_vpc.shop.id
  cidr_block        = cidrsubnet(aws_vpc.shop.cidr_block, 8, count.index)
  availability_zone = data.aws_availability_zones.available.names[count.index]
}

resource "aws_lb" "web" {
  name               = "shop-web"
  internal           = true
  load_balancer_type = "application"
  subnets            = aws_subnet.shop[*].id
}

resource "aws_lb_target_group" "web" {
  name     = "shop-web"
  port     = 8080
  protocol = "HTTP"
  vpc_id   = aws_vpc.shop.id

  health_check {
    path = "/health"
  }
}

resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.web.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}

resource "aws_launch_template" "web" {
  name_prefix            = "shop-web-"
  image_id               = var.ami_id
  instance_type          = var.web_instance_type
  update_default_version = true

  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_size = 50
      volume_type = "gp3"
      encrypted   = true
    }
  }

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
  }
}

resource "aws_autoscaling_group" "web" {
  name                = "shop-web"
  min_size            = var.fewest_web_servers
  max_size            = var.most_web_servers
  vpc_zone_identifier = aws_subnet.shop[*].id
  target_group_arns   = [aws_lb_target_group.web.arn]
  enabled_metrics     = ["GroupInServiceInstances", "GroupDesiredCapacity"]

  launch_template {
    id      = aws_launch_template.web.id
    version = aws_launch_template.web.latest_version
  }

  instance_refresh {
    strategy = "Rolling"
  }

  tag {
    key                 = "Component"
    value               = "web"
    propagate_at_launch = true
  }
}

resource "aws_autoscaling_policy" "web" {
  name                   = "cpu"
  autoscaling_group_name = aws_autoscaling_group.web.name
  policy_type            = "TargetTrackingScaling"

  target_tracking_configuration {
    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
    target_value = 50
  }
}

resource "aws_elasticache_subnet_group" "sessions" {
  name       = "shop-sessions"
  subnet_ids = aws_subnet.shop[*].id
}

resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id       = "shop-sessions"
  description                = "Sessions"
  engine                     = "redis"
  engine_version             = "7.1"
  parameter_group_name       = "default.redis7.cluster.on"
  node_type                  = var.cache_node_type
  num_node_groups            = var.cache_shards
  replicas_per_node_group    = var.cache_replicas
  automatic_failover_enabled = true
  multi_az_enabled           = true
  at_rest_encryption_enabled = true
  transit_encryption_enabled = true
  apply_immediately          = true
  subnet_group_name          = aws_elasticache_subnet_group.sessions.name

  tags = { Component = "sessions" }
}

resource "aws_dynamodb_table" "events" {
  name           = "shop-events"
  billing_mode   = var.events_billing_mode
  read_capacity  = var.events_billing_mode == "PROVISIONED" ? var.events_capacity : null
  write_capacity = var.events_billing_mode == "PROVISIONED" ? var.events_capacity : null
  hash_key       = "event_id"

  attribute {
    name = "event_id"
    type = "S"
  }

  tags = { Component = "events" }
}
