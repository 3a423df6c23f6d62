import { helpFor } from '../../../lambdas/asg-state-change-hook/start-failures';

// AWS's own words, from its pages on launch failures
test.each([
  [
    "The specified instance type is not eligible for Free Tier. For a list of Free Tier instance types, run 'describe-instance-types' with the filter 'free-tier-eligible=true'. Launching EC2 instance failed.",
    "The account is on AWS's free plan",
  ],
  [
    'We currently do not have sufficient m7i-flex.large capacity in the Availability Zone you requested (eu-central-1a). Our system will be working on provisioning additional capacity. Launching EC2 instance failed.',
    'AWS has no capacity for this instance type',
  ],
  [
    'You have requested more vCPU capacity than your current vCPU limit of 1 allows for the instance bucket that the specified instance type belongs to. Launching EC2 instance failed.',
    "The account's quota does not allow that many vCPUs",
  ],
  [
    'Your requested instance type (m7i-flex.large) is not supported in your requested Availability Zone (us-east-1e). Please retry your request by not specifying an Availability Zone or choosing us-east-1a. Launching EC2 instance failed.',
    'AWS does not offer this instance type in this Availability Zone',
  ],
  [
    'The requested configuration is currently not supported. Please check the documentation for supported configurations. Launching EC2 instance failed.',
    'AWS does not offer this instance type here, or not with these settings',
  ],
  [
    'Your request for accessing resources in this region is being validated, and you will not be able to launch additional resources in this region until the validation is complete. Launching EC2 instance failed.',
    'AWS is still checking the account',
  ],
  ['RESOURCE:MEMORY', 'The container needs more memory'],
  ['RESOURCE:PORTS', 'A port of the container is in use'],
  ['RESOURCE:CPU', 'ECS cannot place the container'],
  ['AGENT', 'ECS cannot place the container'],
])('knows what to do about: %s', (reason, help) => {
  expect(helpFor(reason)).toMatch(new RegExp(`^${help}`));
});

test('has no help for an uncommon reason', () => {
  expect(helpFor('Client.InternalError: Client error on launch')).toBeUndefined();
});
