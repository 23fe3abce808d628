/** Amazon's names of Vercel's regions (vercel.com/docs/regions), as far as Upstash has databases there. */
export const AWS_REGIONS: Readonly<Record<string, string>> = {
  iad1: "us-east-1",
  cle1: "us-east-2",
  sfo1: "us-west-1",
  pdx1: "us-west-2",
  yul1: "ca-central-1",
  gru1: "sa-east-1",
  dub1: "eu-west-1",
  lhr1: "eu-west-2",
  fra1: "eu-central-1",
  bom1: "ap-south-1",
  hnd1: "ap-northeast-1",
  sin1: "ap-southeast-1",
  syd1: "ap-southeast-2",
};
