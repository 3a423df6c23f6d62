// Terraform starts the AWS provider for each command, which takes its time
jest.setTimeout(600_000);
