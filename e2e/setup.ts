// Terraform starts the AWS provider for each command, which takes long
jest.setTimeout(600_000);
