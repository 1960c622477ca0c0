int fan_in(int channels, int filters, int kernel, int groups) {
  (void)filters;
  return channels / groups * kernel * kernel;
}

int fan_out(int channels, int filters, int kernel, int groups) {
  (void)channels;
  return filters / groups * kernel * kernel;
}
