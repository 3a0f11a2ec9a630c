module example.com/proxygen

go 1.19
