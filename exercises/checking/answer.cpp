// Stands for every answer in the build: how it is compiled is how the runner compiles an
// answer.
