import { readDiff } from '../../../e2e/evening/terraform-diff';

const SAID = `minecraft  Terraform will perform the following actions:

             # aws_ecs_service.EcsAsg_Service_9A9E4274 (EcsAsg/Service) will be updated in-place
             ~ resource "aws_ecs_service" "EcsAsg_Service_9A9E4274" {
                   id              = "arn"
                 ~ task_definition = "container:1" -> (known after apply)
                   # (15 unchanged attributes hidden)
               }

             # aws_ecs_task_definition.Container_97526FE1 (Container/Resource) must be replaced
           -/+ resource "aws_ecs_task_definition" "Container_97526FE1" {
                 ~ arn                      = "container:1" -> (known after apply)
                 ~ container_definitions    = jsonencode(
                     ~ [
                         ~ {
                             ~ portMappings      = [
                                 ~ {
                                     ~ containerPort = 25565 -> 25566
                                   },
                               ]
                             - volumesFrom       = []
                           },
                       ] # forces replacement
                   )
                 - volume {
                     - configure_at_launch = false -> null
                     - name                = "World_data" -> null
                   }
                 + volume {
                     + configure_at_launch = (known after apply)
                     + name                = "World_data"
                   }
               }

             # aws_lambda_function.AsgStateChangeHook_Function_51A99A40 (AsgStateChangeHook/Function) will be updated in-place
             ~ resource "aws_lambda_function" "AsgStateChangeHook_Function_51A99A40" {
                 ~ environment {
                     ~ variables = {
                         ~ "PORTS"                   = "25565/tcp" -> "25566/tcp"
                       }
                   }
               }

             # aws_vpc_security_group_ingress_rule.SecurityGroups_Tcp25565_F39BC053 will be destroyed
             # (because aws_vpc_security_group_ingress_rule.SecurityGroups_Tcp25565_F39BC053 is not in configuration)
             - resource "aws_vpc_security_group_ingress_rule" "SecurityGroups_Tcp25565_F39BC053" {
                 - from_port              = 25565 -> null
               }

             # aws_vpc_security_group_ingress_rule.SecurityGroups_Tcp25566_3322E79A (SecurityGroups/Tcp25566) will be created
             + resource "aws_vpc_security_group_ingress_rule" "SecurityGroups_Tcp25566_3322E79A" {
                 + from_port              = 25566
               }

           Plan: 2 to add, 2 to change, 2 to destroy.

           Changes to Outputs:
             ~ ports         = "25565/tcp" -> "25566/tcp"
`;

test('lists the resources that change, and changed attributes of those that stay', () => {
  expect(readDiff(SAID)).toEqual({
    resources: [
      'create aws_vpc_security_group_ingress_rule.SecurityGroups_Tcp25566',
      'delete aws_vpc_security_group_ingress_rule.SecurityGroups_Tcp25565',
      'replace aws_ecs_task_definition.Container',
      'update aws_ecs_service.EcsAsg_Service',
      'update aws_lambda_function.AsgStateChangeHook_Function',
    ],
    attributes: [
      'aws_ecs_service.EcsAsg_Service ~ task_definition (known after apply)',
      'aws_ecs_task_definition.Container - configure_at_launch false',
      'aws_ecs_task_definition.Container - volumesFrom []',
      'aws_ecs_task_definition.Container ~ containerPort 25565 -> 25566',
      'aws_lambda_function.AsgStateChangeHook_Function ~ PORTS "25565/tcp" -> "25566/tcp"',
      'output ~ ports "25565/tcp" -> "25566/tcp"',
    ],
  });
});

test('lists the attributes of a block that is removed and added with other values', () => {
  const { attributes } = readDiff(SAID.replace('+ name                = "World_data"', '+ name = "Other"'));

  expect(attributes).toEqual(
    expect.arrayContaining([
      'aws_ecs_task_definition.Container - name "World_data"',
      'aws_ecs_task_definition.Container + name "Other"',
    ]),
  );
});

test('lists nothing where there are no changes', () => {
  expect(readDiff('minecraft  No changes. Your infrastructure matches the configuration.\n')).toEqual({
    resources: [],
    attributes: [],
  });
});
