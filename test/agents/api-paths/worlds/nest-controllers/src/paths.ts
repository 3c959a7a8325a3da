export const TEAMS = 'teams';
export enum MemberPath {
  List = 'members',
  One = 'members/:memberId',
}
