/** Times and durations. */

export const time = {
  millis: (n: number) => `${n} ms`,
  seconds: (n: number | string) => `${n} s`,
  minutes: (n: number) => `${n} min`,
  hours: (n: number) => `${n} h`,
  days: (n: number) => `${n} d`,
  minutesSeconds: (minutes: number, seconds: number) => `${minutes} min ${seconds} s`,
  yesterday: (time: string) => `yesterday ${time}`,
  tomorrow: (time: string) => `tomorrow ${time}`,
  onDay: (day: string, time: string) => `${day} ${time}`,
};
