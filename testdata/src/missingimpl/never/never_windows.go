package never

func both() {}
