/** Key of a stack's state in the bucket. */
export function stateKey(project: string, stack: string): string {
  return `${project}/${stack}/terraform.tfstate`;
}

/** Path of a stack's local state, relative to cdktf.out/stacks/<stack>, where Terraform runs. */
export function localStatePath(stack: string): string {
  return `../../../terraform.tfstate.d/${stack}/terraform.tfstate`;
}
