export const star1 = 's1';
export default 4;
