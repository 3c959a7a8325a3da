export default function connect(address: string) {
  return address;
}
