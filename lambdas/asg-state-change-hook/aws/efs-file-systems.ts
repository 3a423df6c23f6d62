import { type FileSystems, type FileSystemSize } from '../dependencies';

type Efs = typeof import('@aws-sdk/client-efs');

/** File systems of EFS, by their ids. */
export class EfsFileSystems implements FileSystems {
  /**
   * @param load the SDK's client: only the e-mail "stopped" needs it, and players wait for the function to load
   * @param options of the client
   */
  constructor(
    private readonly fileSystemIds: readonly string[],
    private readonly options: object,
    private readonly load: () => Promise<Efs> = () => import('@aws-sdk/client-efs'),
  ) {}

  async sizes(): Promise<FileSystemSize[]> {
    const { DescribeFileSystemsCommand, EFSClient } = await this.load();
    const client = new EFSClient(this.options);
    const answers = await Promise.all(
      this.fileSystemIds.map((id) => client.send(new DescribeFileSystemsCommand({ FileSystemId: id }))),
    );
    return answers.flatMap(({ FileSystems: found = [] }) =>
      found.map(({ SizeInBytes: size, AvailabilityZoneName: zone }) => ({
        bytes: size?.Value ?? 0,
        isOneZone: zone !== undefined,
        isPartlyCheaper: (size?.ValueInIA ?? 0) + (size?.ValueInArchive ?? 0) > 0,
      })),
    );
  }
}
